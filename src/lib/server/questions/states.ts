/* The table is in `schema`, where the desk in the browser reads it too. */
export {
  isPublicStatus,
  PUBLIC_STATUSES,
  TARGET_STATUSES,
  targetOf,
  TRANSITIONS,
  VOTABLE_STATUSES,
  WITHDRAWABLE_STATUSES,
  type TransitionName
} from '../../schema/question-states.ts';
