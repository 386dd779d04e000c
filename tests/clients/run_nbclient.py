"""Runs a notebook with nbclient: run_nbclient.py NOTEBOOK EXECUTED FOLDER SECONDS.

The executed notebook is written whether or not a cell failed; a failure ends with 1 and its words.
"""

import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

source, executed, folder, seconds = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
client = NotebookClient(
    notebook,
    timeout=int(seconds),
    startup_timeout=120,
    kernel_name=notebook.metadata.kernelspec.name,
    resources={"metadata": {"path": folder}},
)
try:
    client.execute()
except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
finally:
    nbformat.write(notebook, executed)
