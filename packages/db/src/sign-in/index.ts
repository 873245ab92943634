export { draftConnection } from "./draft-connection.ts";
export { finishSignIn } from "./finish-sign-in.ts";
export { findState, type OpenedState, openState, takeState } from "./oauth-states.ts";
