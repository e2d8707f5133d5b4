"""Later in this file."""
def main(arguments):
    return 0
