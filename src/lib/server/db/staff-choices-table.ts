/** How somebody of staff wants to see a page, such as the columns of a list. */
export interface StaffChoicesTable {
  user_id: string;
  choice: string;
  /** JSON. */
  value: string;
}
