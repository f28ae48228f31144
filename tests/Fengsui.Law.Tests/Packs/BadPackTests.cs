using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Xunit;

namespace Fengsui.Law.Tests.Packs;

/// <summary>Packs that must not load: every folder of <c>packs/_bad</c>, and what no repository can hold (links, large files).</summary>
public sealed class BadPackTests(BadPackTests.GoodPacks good) : IClassFixture<BadPackTests.GoodPacks>
{
    private static readonly string BadFolder = Path.Combine(TheLaw.PacksFolder, "_bad");

    public static TheoryData<string> BadPacks => [.. Directory.EnumerateDirectories(BadFolder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(BadPacks))]
    public void A_bad_pack_does_not_load_and_says_why(string name)
    {
        var folder = Path.Combine(BadFolder, name);
        var error = Assert.Throws<InputException>(() => Load(folder));

        var said = error.Line(Language.Zh) + "\n" + error.Line(Language.En);
        var expected = File.ReadAllLines(Path.Combine(folder, "expected.txt"));
        Assert.NotEmpty(expected);
        Assert.All(expected, words => Assert.Contains(words, said, StringComparison.Ordinal));
        AssertTells(error, folder);
    }

    [Fact]
    public void There_are_many_bad_packs() => Assert.True(BadPacks.Count >= 200);

    [Fact]
    public void The_pack_that_the_bad_ones_are_made_from_loads()
    {
        using var pack = new NewPack();
        pack.Write("README.md", "Files of other kinds are not ours.");
        Assert.Equal(pack.Id, Load(pack.Folder).Find(pack.Id)!.Id);
    }

    [Fact]
    public void A_byte_order_mark_and_line_ends_of_another_system_do_no_harm()
    {
        using var plain = new NewPack();
        using var other = new NewPack();
        other.Write("pack.yaml", "\uFEFF" + NewPack.Head.ReplaceLineEndings("\r\n"));
        Assert.Equal(Load(plain.Folder).Find(plain.Id)!.Hash, Load(other.Folder).Find(other.Id)!.Hash);
    }

    [Fact]
    public void A_file_of_ten_megabytes_is_refused()
    {
        using var pack = new NewPack();
        pack.Write("duties.yaml", new string('#', 10 << 20));
        AssertRefused(pack, "duties.yaml:1:1: file:", "larger than 1 MiB");
    }

    [Fact]
    public void A_file_without_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "this machine has no /dev/zero");
        using var pack = new NewPack();
        File.CreateSymbolicLink(Path.Combine(pack.Folder, "duties.yaml"), "/dev/zero");
        AssertRefused(pack, "duties.yaml:1:1: file:", "larger than 1 MiB");
    }

    [Fact]
    public void A_link_to_itself_is_refused()
    {
        using var pack = new NewPack();
        File.CreateSymbolicLink(Path.Combine(pack.Folder, "duties.yaml"), "duties.yaml");
        AssertRefused(pack, "duties.yaml:1:1: file:", "the file cannot be read");
    }

    [Fact]
    public void A_link_to_nothing_is_refused()
    {
        using var pack = new NewPack();
        File.CreateSymbolicLink(Path.Combine(pack.Folder, "duties.yaml"), "nowhere.yaml");
        AssertRefused(pack, "duties.yaml:1:1: file:", "no such file");
    }

    [Fact]
    public void A_folder_named_like_a_file_is_refused()
    {
        using var pack = new NewPack();
        Directory.CreateDirectory(Path.Combine(pack.Folder, "duties.yaml"));
        AssertRefused(pack, "duties.yaml:1:1: file:", "a pack has no such folder");
    }

    [Theory]
    [InlineData("cases")]
    [InlineData("forms")]
    public void A_folder_that_leads_back_to_the_pack_is_refused(string name)
    {
        using var pack = new NewPack();
        Directory.CreateSymbolicLink(Path.Combine(pack.Folder, name), pack.Folder);
        AssertRefused(pack, $"{name}/{name}:1:1: file:", "a pack has no such folder");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("")]
    public void A_folder_that_is_not_there_is_refused(string name)
    {
        Assert.Contains("no such directory", Assert.Throws<InputException>(() => Load(name)).Message, StringComparison.Ordinal);
        Assert.Contains("no such directory", Assert.Throws<InputException>(() => Library.Load(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packs_without_their_vocabulary_are_refused()
    {
        using var pack = new NewPack();
        var error = Assert.Throws<InputException>(() => Library.Load(Path.GetDirectoryName(pack.Folder)!));
        Assert.Contains("there is no pack cn.shared", error.Message, StringComparison.Ordinal);
        AssertTells(error, pack.Folder);
    }

    private void AssertRefused(NewPack pack, string place, string words)
    {
        var error = Assert.Throws<InputException>(() => Load(pack.Folder));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        AssertTells(error, pack.Folder);
    }

    /// <summary>Each error has a place inside the folder, a key, what is wrong and what would be right, on one line.</summary>
    private static void AssertTells(InputException error, string folder)
    {
        Assert.StartsWith(folder + Path.DirectorySeparatorChar, error.At.File, StringComparison.Ordinal);
        Assert.True(error.At is { Line: > 0, Column: > 0 } && error.Key.Length > 0, error.Message);
        Assert.All(new[] { error.Wrong.Zh, error.Wrong.En, error.Remedy.Zh, error.Remedy.En }, t => Assert.False(string.IsNullOrWhiteSpace(t), error.Message));
        Assert.DoesNotContain('\n', error.Line(Language.Zh) + error.Line(Language.En) + error.Message);
    }

    /// <summary>Loads a bad folder on top of good packs, and reads its cases: a folder is a pack, or holds packs.</summary>
    private Library Load(string folder)
    {
        var isPack = !Directory.Exists(folder) || File.Exists(Path.Combine(folder, "pack.yaml"));
        var packs = isPack ? [] : Directory.GetDirectories(folder).Where(d => File.Exists(Path.Combine(d, "pack.yaml"))).ToList();
        var library = Library.Load(good.Root, packs.Count > 0 ? packs : [folder]);
        foreach (var pack in library.Packs.Where(p => p.Folder.StartsWith(folder, StringComparison.Ordinal)))
            Cases.Read(pack, library);
        return library;
    }

    /// <summary>The few good packs that bad ones name: all of them, hundreds of times, would take long.</summary>
    public sealed class GoodPacks : IDisposable
    {
        public GoodPacks()
        {
            foreach (var id in new[] { Pack.SharedId, Pack.CalendarId, "cn.cac.incident-report", "cn.cac.national-plan-2017" })
                Directory.CreateSymbolicLink(Path.Combine(Root, id), Path.Combine(TheLaw.PacksFolder, id));
        }

        public string Root { get; } = Directory.CreateTempSubdirectory("fengsui-good-").FullName;

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }

    /// <summary>A small pack in a folder of its own.</summary>
    private sealed class NewPack : IDisposable
    {
        public const string Head = """
            id: some-pack
            version: 1.0.0
            kind: instrument
            title: {zh: 好包, en: a good pack}
            short: {zh: 好包, en: good}
            status: in-force
            from: 2024-01-01
            instrument: {issuer: {zh: 某机关, en: some authority}}
            uses: [cn.shared]
            applies: always

            """;

        private readonly string _root = Directory.CreateTempSubdirectory("fengsui-new-").FullName;

        public NewPack()
        {
            Folder = Directory.CreateDirectory(Path.Combine(_root, Id)).FullName;
            Write("pack.yaml", Head);
            Write("sources.yaml", "sources:\n  - {id: a1, at: 第一条, gist: {zh: 某项要求, en: some requirement}, check: verified}\n");
        }

        public string Id => "some-pack";

        public string Folder { get; }

        public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }
}
