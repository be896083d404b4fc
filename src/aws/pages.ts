/**
 * The answers of a call that comes in pages, one after the other, so that whoever has read enough can stop.
 * @param most pages that are asked for
 * @param ask one page; the first without a token
 * @throws what `ask` throws
 */
export async function* pagesOf<Answer extends { readonly NextToken?: string | undefined }>(
  most: number,
  ask: (token: string | undefined) => Promise<Answer>,
): AsyncGenerator<Answer> {
  let token: string | undefined;
  for (let page = 0; page < most; page += 1) {
    const answer = await ask(token);
    yield answer;
    token = answer.NextToken;
    if (!token) return;
  }
}
