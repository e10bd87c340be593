const KEY = 'oaf.signed-in';

/**
 * Whether this browser has a session to look for. Asking the backend without one answers 401, which every browser
 * reports as an error in its console.
 */
export const sessionHint = {
  isSet: () => localStorage.getItem(KEY) !== null,
  set: () => localStorage.setItem(KEY, 'true'),
  clear: () => localStorage.removeItem(KEY),
};
