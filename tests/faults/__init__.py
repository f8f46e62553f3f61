"""What goes wrong on a real server: people in each other's way, a clock that jumps, a disk without room."""
