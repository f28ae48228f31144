namespace Fengsui.Response.Record;

/// <summary>One unit of writing: some lines of one matter and what follows from them, all or nothing.</summary>
/// <param name="Matter">The matter.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Kind">The kind of matter.</param>
/// <param name="Expected">The number of lines that the matter must have; 0 opens it. Null adds to a log, whatever stands there.</param>
/// <param name="Lines">The lines, at least one.</param>
/// <param name="After">What follows from the whole journal with these lines.</param>
/// <param name="Answered">The answer to a caller that may ask again with the same key, or null.</param>
public sealed record Append(
    string Matter, string Organisation, MatterKind Kind, long? Expected, IReadOnlyList<NewEntry> Lines, Folded After, Answered? Answered = null);

/// <summary>An answer kept so that the same request, sent again, is answered again and not done again.</summary>
/// <param name="Who">Whose key it is: organisation and person.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Request">A hash of the request: another request under the same key is an error.</param>
/// <param name="Status">The status answered.</param>
/// <param name="Body">The body answered.</param>
public sealed record Answered(string Who, string Key, string Request, int Status, string Body);
