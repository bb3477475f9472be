"""What a report carries in each of its formats: put there by its writer, found again in anybody's file."""
