"""What bin/up, bin/manage and bin/test share. Python standard library only: it runs before anything is installed."""
