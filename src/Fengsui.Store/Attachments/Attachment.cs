namespace Fengsui.Store;

/// <summary>A sealed file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Matter">The matter it belongs to.</param>
/// <param name="Size">The size of the plain content in bytes.</param>
/// <param name="MediaType">The media type, as the sender said.</param>
/// <param name="Name">The file name, as the sender said.</param>
/// <param name="PlainHash">SHA-256 of the plain content, lower hex.</param>
/// <param name="SealedHash">SHA-256 of the sealed bytes, lower hex; it can be checked when the key is erased.</param>
/// <param name="AddedAt">When it arrived, unix seconds.</param>
/// <param name="AddedBy">Who sent it.</param>
public sealed record Attachment(
    string Id, string Organisation, string Matter, long Size, string MediaType, string Name, string PlainHash, string SealedHash, long AddedAt,
    string AddedBy)
{
    internal string Sum => RowSum.Of(
        ("id", Id), ("organisation", Organisation), ("matter", Matter), ("size", Size), ("media_type", MediaType), ("name", Name),
        ("plain_hash", PlainHash), ("sealed_hash", SealedHash), ("added_at", AddedAt), ("added_by", AddedBy));
}

/// <summary>What is said of a file that arrives.</summary>
/// <param name="Id">Its id, new.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Matter">The matter it belongs to.</param>
/// <param name="MediaType">The media type.</param>
/// <param name="Name">The file name.</param>
/// <param name="AddedAt">When it arrived, unix seconds.</param>
/// <param name="AddedBy">Who sent it.</param>
public sealed record NewAttachment(string Id, string Organisation, string Matter, string MediaType, string Name, long AddedAt, string AddedBy);
