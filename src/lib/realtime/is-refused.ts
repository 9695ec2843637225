/** Whether the hub refused a connection for good; an error of the line carries no code, and a busy hub is asked again. */
export function isRefused(error: Error): boolean {
  const data: unknown = 'data' in error ? error.data : undefined;
  return typeof data === 'object' && data !== null && 'code' in data && data.code !== 'busy';
}
