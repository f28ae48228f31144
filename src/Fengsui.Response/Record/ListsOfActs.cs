using System.Text.Json;

namespace Fengsui.Response.Record;

/// <summary>What the shape of an act does not say of its lists: the reader looks at a list, not at what is in it.</summary>
internal static class ListsOfActs
{
    /// <summary>Refuses a list in which null stands.</summary>
    /// <param name="body">JSON that has been read without a fault.</param>
    /// <exception cref="JsonException">There is one; the path tells which.</exception>
    public static void RefuseNull(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var open = new Stack<(bool IsList, string Path)>();
        var path = "$";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path = $"{open.Peek().Path}.{reader.GetString()}";
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    open.Push((reader.TokenType == JsonTokenType.StartArray, path));
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    open.Pop();
                    path = open.TryPeek(out var outer) ? outer.Path : "$";
                    break;
                case JsonTokenType.Null when open.TryPeek(out var around) && around.IsList:
                    throw new JsonException("null stands in a list", around.Path, null, null);
                default:
                    break;
            }
        }
    }
}
