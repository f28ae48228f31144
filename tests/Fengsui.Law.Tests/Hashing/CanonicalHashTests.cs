using System.Text;
using Fengsui.Law.Hashing;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Xunit;

namespace Fengsui.Law.Tests.Hashing;

/// <summary>The hash of a pack: it changes with what the pack says, and with nothing else.</summary>
public sealed class CanonicalHashTests
{
    [Fact]
    public void The_canonical_form_is_json_with_sorted_keys_and_words_only() =>
        Assert.Equal("""{"a":{"zh":"引\"号\\","é":"1"},"b":["x","no","0x1F"],"c":"两\u000a行"}""",
            Canonical("c: \"两\\n行\"\nb: [x, no, 0x1F]\na: {é: 1, zh: '引\"号\\'}\n"));

    [Theory]
    [InlineData("# 注释\na: 1 # 注释\nb: [x, y]\n")]
    [InlineData("b: [x, y]\na: 1\n")]
    [InlineData("\"a\": \"1\"\n'b': ['x', \"y\"]\n")]
    [InlineData("a:   1\n\n\nb:\n  - x\n  - y\n")]
    [InlineData("---\na: 1\r\nb: [ x , y ]\r\n...\n")]
    [InlineData("\uFEFFa: 1\nb: [x, y]\n")]
    [InlineData("""{"b": ["x", "y"], "a": "1"}""")]
    public void Comments_order_quoting_and_layout_leave_no_trace(string text) => Assert.Equal(Canonical("a: 1\nb: [x, y]\n"), Canonical(text));

    [Theory]
    [InlineData("a: 2\nb: [x, y]\n")]
    [InlineData("a: 1.0\nb: [x, y]\n")]
    [InlineData("a: 1\nb: [y, x]\n")]
    [InlineData("a: 1\nb: [x]\n")]
    [InlineData("a: 1\nb: 'x, y'\n")]
    [InlineData("a: 1\nb: [x, y]\nc: ''\n")]
    [InlineData("A: 1\nb: [x, y]\n")]
    public void A_value_changes_it(string text) => Assert.NotEqual(Canonical("a: 1\nb: [x, y]\n"), Canonical(text));

    [Theory]
    [InlineData("", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("烽燧", "sha256:930616ad9c3f7d9a035045f6a40021853fc3f05c56205a99485ea59bb8f21c9c")]
    public void Sha_256_is_the_default(string text, string expected) => Assert.Equal(expected, CanonicalHash.Of(text, HashAlgorithmChoice.Sha256));

    [Theory]
    [InlineData("abc", "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "sm3:debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    [InlineData("", "sm3:1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    public void Sm3_is_that_of_the_standard(string text, string expected) => Assert.Equal(expected, Sm3(() => CanonicalHash.Of(text, HashAlgorithmChoice.Sm3)));

    [Fact]
    public void A_pack_is_hashed_with_the_algorithm_of_choice()
    {
        Assert.All(TheLaw.Library.Packs, p => Assert.Matches("^sha256:[0-9a-f]{64}$", p.Hash));
        var library = Sm3(() => Library.Load(TheLaw.PacksFolder, algorithm: HashAlgorithmChoice.Sm3));
        Assert.All(library.Packs, p => Assert.Matches("^sm3:[0-9a-f]{64}$", p.Hash));
    }

    [Theory]
    [InlineData("pack.yaml", "status: in-force", "status: in-force   # 注释")]
    [InlineData("pack.yaml", "status: in-force", "\"status\": 'in-force'")]
    [InlineData("cases/duties.yaml", "cases:", "# 注释\ncases:")]
    public void A_remark_does_not_change_the_hash_of_a_pack(string file, string replace, string with)
    {
        using var pack = new CopiedPack("cn.law.csl", replace, with, file);
        Assert.Equal(HashOf("cn.law.csl"), Library.Load(TheLaw.PacksFolder, [pack.Path]).Find("cn.law.csl")!.Hash);
    }

    [Theory]
    [InlineData("pack.yaml", "version: 1.0.0", "version: 1.0.1")]
    [InlineData("duties.yaml", "within: 按规定", "within: 立即")]
    [InlineData("sources.yaml", "内容与原第二十五条相同", "内容与原第二十五条一致")]
    public void A_word_changes_the_hash_of_its_pack_and_of_no_other(string file, string replace, string with)
    {
        using var pack = new CopiedPack("cn.law.csl", replace, with, file);
        var library = Library.Load(TheLaw.PacksFolder, [pack.Path]);
        Assert.Equal(["cn.law.csl"], library.Packs.Where(p => p.Hash != HashOf(p.Id)).Select(p => p.Id));
    }

    [Fact]
    public void A_word_of_the_vocabulary_changes_every_pack_that_is_written_in_it()
    {
        using var shared = new CopiedPack(Pack.SharedId, "涉及个人信息的人数", "涉及个人信息的去重人数", "facts.yaml");
        var library = Library.Load(TheLaw.PacksFolder, [shared.Path]);
        Assert.All(library.Packs, p => Assert.NotEqual(HashOf(p.Id), p.Hash));
    }

    private static string HashOf(string id) => TheLaw.Library.Find(id)!.Hash;

    private static string Canonical(string text)
    {
        var canonical = new StringBuilder();
        CanonicalHash.Write(InputText.Read("f", Encoding.UTF8.GetBytes(text)), canonical);
        return canonical.ToString();
    }

    /// <summary>Without OpenSSL 3 the product says so; there is then nothing to compare.</summary>
    private static T Sm3<T>(Func<T> hash)
    {
        try
        {
            return hash();
        }
        catch (PlatformNotSupportedException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
