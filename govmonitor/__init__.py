"""Settings, queue and addresses of the project. Importing it loads nothing: pages start without the queue."""
