"""The import wizard: one module a stage, from the file to the report and back."""
