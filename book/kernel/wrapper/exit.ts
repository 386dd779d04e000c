/** @file The end of the process: for the kernel itself, not for its cells. */

/** As Node has it. */
export const exit: (code: number) => never = process.exit.bind(process);

/** From now on `process.exit()` is an error where it is called. */
export function forbidExit(): void {
  process.exit = () => {
    throw new Error("process.exit() would end the kernel and lose every variable");
  };
}
