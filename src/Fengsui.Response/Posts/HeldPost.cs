namespace Fengsui.Response.Posts;

/// <summary>A post that a person has.</summary>
/// <param name="Post">The id of the post.</param>
/// <param name="Deputy">Whether as a deputy of its holder.</param>
public readonly record struct HeldPost(string Post, bool Deputy)
{
    /// <summary>As it is written in the record.</summary>
    public string Written => Deputy ? Post + "/deputy" : Post;
}
