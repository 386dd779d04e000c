/** @file Installed packages whose files are missing, or are not what they should be. */

type Platform = typeof import("#platform");

/** What is wrong with files: their names end with `name`, "" means all; `how` "" means nothing. */
export const broken: { name: string; how: "" | "missing" | "short" | "changed" } = {
  name: "",
  how: "",
};

/** Puts everything right. */
export function mend(): void {
  Object.assign(broken, { name: "", how: "" });
}

/** The platform with such files; for `vi.mock("#platform", …)`. */
export function breakable(platform: Platform): Platform {
  return {
    ...platform,
    async readInstalled(name, path) {
      const bytes = await platform.readInstalled(name, path);
      if (!path.endsWith(broken.name) || broken.how === "") return bytes;
      if (broken.how === "missing") throw new Error("no such file");
      if (broken.how === "short") return bytes.subarray(0, bytes.length - 1);
      const changed = bytes.slice();
      changed[9]! ^= 1;
      return changed;
    },
  };
}
