"""Runs a Python module until standard input ends, so that no emulator outlives the test that started it."""

import os
import runpy
import signal
import sys
import threading


def end_with_parent():
    sys.stdin.buffer.read()
    os.killpg(os.getpgrp(), signal.SIGKILL)


threading.Thread(target=end_with_parent, daemon=True).start()
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
