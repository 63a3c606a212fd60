const THREADS = `<path d="M10 4v24M16 4v24M22 4v24" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/><circle cx="10" cy="12" r="2.6" fill="#fff"/><circle cx="16" cy="20" r="2.6" fill="#fff"/><circle cx="22" cy="12" r="2.6" fill="#fff"/>`;

const MARK = `<rect width="32" height="32" rx="8" fill="#4f46e5"/>${THREADS}`;

/** The loom's heddles, on a square. */
export const MARK_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${MARK}</svg>`;

const logo = (ink: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 32">${MARK}<text x="42" y="22.5" font-family="system-ui, sans-serif" font-size="20" font-weight="600" fill="${ink}">Heddle</text></svg>`;

/** Mark and name, for a light and for a dark page. */
export const LOGO_SVG = { light: logo('#18181b'), dark: logo('#fafafa') } as const;
