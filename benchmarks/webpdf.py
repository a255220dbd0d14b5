"""nbconvert's own command, with the Chromium of this machine: `webpdf.py CHROMIUM ARGUMENT...`.

nbconvert asks playwright for the browser that playwright downloads, and has no option for
another. This names one as it is launched; all else is nbconvert's.
"""

from __future__ import annotations

import sys
from functools import partialmethod

from nbconvert.nbconvertapp import main
from playwright.async_api import BrowserType

if __name__ == "__main__":
    BrowserType.launch = partialmethod(BrowserType.launch, executable_path=sys.argv[1])
    sys.argv = ["jupyter-nbconvert", *sys.argv[2:]]
    main()
