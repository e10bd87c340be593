/** Query engines leave out what begins with a dot or an underscore: it is about files, or not finished. */
export const isHidden = (name: string) => /^[._]/.test(name);

/** Whether a file is read as columns; all others are lines of JSON, compressed when they end with `.gz`. */
export const isParquet = (name: string) => name.endsWith('.parquet');

export const isCompressed = (name: string) => name.endsWith('.gz');
