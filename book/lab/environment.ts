/** @file Jupyter's folders, all of them ours: nothing of the reader's own Jupyter is read or changed. */

import { join } from "node:path";

/**
 * The environment of a Jupyter that finds our kernel and keeps its state under `folder`.
 *
 * @param folder - `path/` in it holds the kernelspec
 */
export function jupyterEnvironment(folder: string): Record<string, string> {
  return {
    JUPYTER_PATH: join(folder, "path"),
    JUPYTER_CONFIG_DIR: join(folder, "config"),
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    JUPYTER_DATA_DIR: join(folder, "data"),
    JUPYTERLAB_SETTINGS_DIR: join(folder, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(folder, "workspaces"),
    IPYTHONDIR: join(folder, "ipython"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
}
