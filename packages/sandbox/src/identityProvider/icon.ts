const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e6e"/><path d="M21.2 10.2a7.5 7.5 0 1 0 0 11.6" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/><circle cx="23.4" cy="16" r="2.6" fill="#8fe3dc"/></svg>';

/** The icon of the provider's pages, as a URL that needs no request. */
export const icon = `data:image/svg+xml,${encodeURIComponent(svg)}`;
