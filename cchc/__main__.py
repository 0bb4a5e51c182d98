"""``python -m cchc`` does what ``cchc`` does."""

from cchc.cli.main import main

if __name__ == "__main__":
    main()
