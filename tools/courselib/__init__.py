"""What stands behind ./course. Start reading at cli.py: its table of verbs leads everywhere else."""
