export { draftConnection } from "./draft-connection.ts";
export { completeSignIn, finishSignIn } from "./finish-sign-in.ts";
export { findState, isBeingSetUp, type OpenedState, openState, takeState } from "./oauth-states.ts";
