/** Where people sign in before the console of an account opens: the access portal of IAM Identity Center. */
export interface Portal {
  /** Without a slash at its end, such as `https://d-1234567890.awsapps.com/start`. */
  readonly url: string;
  /** The permission set that is taken; the reader chooses where there is none. */
  readonly role?: string;
}

/** Gives an alarm or a note the portal that its links lead through; leaves it as it is if there is none. */
export function through(portal: Portal | undefined) {
  return <A extends { readonly portal?: Portal }>(alarm: A): A =>
    portal === undefined ? alarm : { ...alarm, portal };
}
