/** Whether the hub itself refused a connection; an error of the line carries no data. */
export function isRefused(error: Error): boolean {
  return 'data' in error && error.data !== undefined;
}
