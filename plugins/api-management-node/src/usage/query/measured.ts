export const STATUS_CLASS =
  'case when status < 200 then 1 when status < 300 then 2 when status < 400 then 3 when status < 500 then 4 else 5 end';

/**
 * The calls to APIs, with what {@link compileRoutes} needs of their paths.
 *
 * @param conditions - on the log's own columns
 */
export const measured = (log: string, conditions: string[] = []) => `(
        select logged.*, length(path) - length(replace(path, '/', '')) as slashes
        from ${log} logged
        where ${['api_id is not null', ...conditions].join(' and ')}
      ) measured`;
