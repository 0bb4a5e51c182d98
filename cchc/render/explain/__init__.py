"""What a name stands for, and how its figure is written."""
