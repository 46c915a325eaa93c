"""What is kept: tables, the unit of work, a repository per noun, and the job queue."""
