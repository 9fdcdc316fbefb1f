"""Imported first by the tests of the light node: skips them, visibly, without python3-cryptography; but not in CI."""

import importlib.util
import os
import unittest

if importlib.util.find_spec("cryptography") is None and os.environ.get("SBC_LEVEL") != "ci":
    raise unittest.SkipTest("python3-cryptography is not installed")
