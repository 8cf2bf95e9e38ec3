"""`python -m govreport_nlp`: the same as the command `govreport`."""

import sys

from govreport_nlp.cli import main

if __name__ == "__main__":
    sys.exit(main())
