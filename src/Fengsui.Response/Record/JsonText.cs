using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fengsui.Response.Record;

/// <summary>
/// JSON as it is stored: to the letter, for a hash stands on it. It is kept as it came, as text or as the bytes of a database, and made the other only when
/// somebody asks: a verification reads ten million of them and wants no text of any.
/// </summary>
public sealed class JsonText : IEquatable<JsonText>
{
    private readonly ReadOnlyMemory<byte> utf8;
    private string? text;

    /// <summary>Keeps a text.</summary>
    public JsonText(string text) => this.text = text;

    /// <summary>Keeps the bytes of a text; they must not change.</summary>
    public JsonText(ReadOnlyMemory<byte> utf8) => this.utf8 = utf8;

    /// <summary>The text. What is no UTF-8 is replaced; a hash over the bytes has found it before.</summary>
    public string Text => text ??= Encoding.UTF8.GetString(utf8.Span);

    /// <summary>A text that was written just now.</summary>
    public static implicit operator JsonText(string text) => new(text);

    /// <summary>Reads it; null for a JSON <c>null</c>.</summary>
    /// <exception cref="JsonException">It is not of this shape.</exception>
    public T? Read<T>(JsonTypeInfo<T> shape) =>
        text is null ? JsonSerializer.Deserialize(utf8.Span, shape) : JsonSerializer.Deserialize(text, shape);

    /// <inheritdoc/>
    public bool Equals(JsonText? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonText);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
