/** The form that asks for the list of whom a message is for. */
export const SEE_LIST = 'see-list';
