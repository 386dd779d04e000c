/** @file The few drawn signs; each stands beside words and is hidden from assistive technology. */

const icon = (name: string, size: number, width: number, path: string) =>
  `<svg class="${name}" viewBox="0 0 ${size} ${size}" aria-hidden="true"><path d="${path}" fill="none" stroke="currentColor" stroke-width="${width}"/></svg>`;

export const tick: string = icon("ok", 12, 1.8, "M1 6.6 4.4 10 11 2");
export const cross: string = icon("cross", 10, 1.6, "M1 1l8 8M9 1 1 9");
export const up: string = icon("up", 10, 1.4, "M5 9.5V1M1.5 4.5 5 1l3.5 3.5");
export const chevron: string = icon("chev", 10, 1.4, "M3 1l4 4-4 4");
