/** First part of every key in the cache: what has it is read again after a write. */
export const rootKey = 'api-management';
