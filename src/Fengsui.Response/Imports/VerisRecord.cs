using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;

namespace Fengsui.Response.Imports;

/// <summary>A fact taken from a record.</summary>
/// <param name="Fact">Its id.</param>
/// <param name="Values">Its words or quantity, as a facts file writes them; several for a set.</param>
/// <param name="Why">Where it comes from.</param>
/// <param name="Assumed">Whether it rests on an assumption that the caller asked for.</param>
public sealed record TakenFact(string Fact, IReadOnlyList<string> Values, Text Why, bool Assumed = false);

/// <summary>Something of a record that became no fact.</summary>
/// <param name="Path">Where it stands in the record.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Why">Why it was left out.</param>
public sealed record LeftOutValue(string Path, string Value, Text Why);

/// <summary>
/// A VERIS record (verisframework.org) as a facts file. The mapping is cautious: it takes only what the record says and what the law's words mean, never
/// infers a judgement, and takes records for persons only when told to. Everything that it leaves out is listed with the reason.
/// </summary>
/// <param name="Title">The title of the facts file.</param>
/// <param name="Facts">What maps.</param>
/// <param name="LeftOut">What was left out, and why.</param>
public sealed record VerisRecord(string Title, IReadOnlyList<TakenFact> Facts, IReadOnlyList<LeftOutValue> LeftOut)
{
    /// <summary>VERIS's kinds of data that are about persons.</summary>
    private static readonly string[] PersonalData = ["Personal", "Medical", "Payment", "Bank", "Credentials", "Sensitive Personal"];

    private static readonly (string Path, Text Why)[] Reasons =
    [
        ("actor", new("行为人不是定级事实；是否涉嫌犯罪由人判断", "the actor is no fact of grading; whether a crime is suspected is for a person to judge")),
        ("action", new("手段不是定级事实；它造成的危害另行取自 attribute", "the action is no fact of grading; the harm it did is taken from `attribute`")),
        ("asset", new("资产种类不说明是否重要网络和信息系统", "the kind of asset does not tell whether it is an important system")),
        ("attribute.availability.duration", new("没有确切的时长，或不是中断", "no exact duration, or not an interruption")),
        ("attribute.availability", new("这一种可用性损害不是数据的破坏或丢失", "this harm to availability is not destruction or loss of data")),
        ("attribute.integrity", new("这一种完整性损害不是数据的篡改或假冒", "this harm to integrity is not tampering with data or counterfeiting it")),
        ("attribute.confidentiality.data_disclosure", new("未确认泄露，不按已泄露计", "disclosure is not confirmed, so it is not counted as a leak")),
        ("attribute.confidentiality.data_total", new("不是非负整数，或总数不是个人信息的条数", "not a whole number, or not a number of records")),
        ("attribute.confidentiality.data", new("数据种类不说明数据级别；每种的条数不是人数", "the kind of data does not tell its level; the amount of each is not a number of persons")),
        ("attribute.confidentiality", new("不是定级事实", "no fact of grading")),
        ("timeline", new("没有时刻和时区，不能作为起算的时刻", "no time of day and no zone, so it cannot start a clock")),
        ("impact", new("影响程度是判断，须由具名的人作出；外币金额不是人民币直接经济损失", "impact is a judgement that a named person makes; foreign money is not a direct loss in 元")),
        ("victim", new("单位的属性由单位自己填写，不从行业代码推断", "the organisation states what it is; nothing is inferred from an industry code")),
        ("discovery_method", new("发现途径不是定级事实", "how it was found is no fact of grading")),
        ("security_incident", new("事件未经确认", "the incident is not confirmed")),
    ];

    private static readonly Text NotAFact = new("不是定级事实", "no fact of grading");

    /// <summary>Reads a record.</summary>
    /// <param name="root">The record, parsed.</param>
    /// <param name="recordsAsPersons">Take one record for one person; the fact is marked as assumed.</param>
    /// <exception cref="InputException">It is not a VERIS record.</exception>
    public static VerisRecord Read(Node root, bool recordsAsPersons)
    {
        if (root is not Node.Mapping record || record.Find("action") is not Node.Mapping || record.Find("security_incident") is not Node.Scalar)
            throw new InputException(root.At, "file", new("不是 VERIS 记录", "not a VERIS record"), new("VERIS 记录有 security_incident 和 action", "a VERIS record has `security_incident` and `action`"));
        var used = new HashSet<string>();
        var facts = new List<TakenFact>();
        // A suspicion or a near miss did no harm that is known; only its possibility counts.
        var confirmed = Word(record, "security_incident") == "Confirmed";
        if (confirmed)
        {
            used.Add("security_incident");
            facts.Add(Harm(record, used));
            if (Words(record, "action.malware.variety").Contains("Ransomware"))
                facts.Add(Take(used, "ransom", "是", "action.malware.variety", "Ransomware"));
            if (Outage(record) is { } outage)
                facts.Add(Take(used, "outage", outage, "attribute.availability.duration", outage));
        }

        if (PersonalHarm(record, used) is { } possible)
            facts.Add(possible);
        facts.AddRange(Records(record, recordsAsPersons, used));
        return new(TitleOf(record), facts, LeftOutOf(record, used));
    }

    private static string TitleOf(Node.Mapping record)
    {
        var victim = Word(record, "victim.victim_id");
        var id = Word(record, "incident_id");
        return $"VERIS {(id.Length == 0 ? "?" : id)}{(victim.Length == 0 ? "" : $" {victim}")}";
    }

    /// <summary>The harm words are "at least these": a record lists what its author knew, never all that happened.</summary>
    private static TakenFact Harm(Node.Mapping record, HashSet<string> used)
    {
        var words = new List<string>();
        var from = new List<string>();

        void Add(string path, string value, params string[] harm)
        {
            used.Add($"{path}={value}");
            from.Add($"{path} {value}");
            words.AddRange(harm.Except(words));
        }

        if (Word(record, "attribute.confidentiality.data_disclosure") == "Yes")
        {
            Add("attribute.confidentiality.data_disclosure", "Yes", "泄露");
            // Exfiltration is theft of data only where the disclosure itself is confirmed.
            foreach (var action in Entries(record.Find("action")))
                if (Words(record, $"action.{action}.result").Contains("Exfiltrate"))
                    Add($"action.{action}.result", "Exfiltrate", "窃取");
        }

        foreach (var variety in Words(record, "attribute.availability.variety"))
        {
            if (variety == "Loss")
                Add("attribute.availability.variety", variety, "丢失");
            // An encrypted or wiped data set is 破坏 and 丢失 (reading harm-words).
            else if (variety is "Obscuration" or "Destruction")
                Add("attribute.availability.variety", variety, "破坏", "丢失");
        }

        foreach (var variety in Words(record, "attribute.integrity.variety"))
            if (variety is "Modify data" or "Fraudulent transaction")
                Add("attribute.integrity.variety", variety, "篡改");
        return new("data_harm", [.. words, "unknown"], from.Count == 0
            ? new("记录未写明对数据的危害", "the record names no harm to data")
            : new($"取自 {string.Join("、", from)}；记录所列未必是全部", $"from {string.Join(", ", from)}; a record need not list all"));
    }

    private static TakenFact? PersonalHarm(Node.Mapping record, HashSet<string> used)
    {
        var disclosure = Word(record, "attribute.confidentiality.data_disclosure");
        if (disclosure is not ("Yes" or "Potentially") || !HoldsPersonalData(record))
            return null;
        used.Add($"attribute.confidentiality.data_disclosure={disclosure}");
        return new("pi_incident_possible", ["是"], new($"data_disclosure 为 {disclosure}，数据涉及个人：发生或者可能发生泄露", $"data_disclosure is {disclosure} and the data are about persons: a leak happened or may have"));
    }

    private static bool HoldsPersonalData(Node.Mapping record) =>
        Rows(record, "attribute.confidentiality.data").Select(d => Word(d, "variety")).Intersect(PersonalData).Any();

    private static IEnumerable<TakenFact> Records(Node.Mapping record, bool recordsAsPersons, HashSet<string> used)
    {
        const string Path = "attribute.confidentiality.data_total";
        if (!long.TryParse(Word(record, Path), NumberStyles.None, CultureInfo.InvariantCulture, out var total) || total > 1_000_000_000_000_000)
            yield break;
        used.Add(Path);
        yield return new("data_records", [Quantity.Format(total, new(QuantityKind.Count, "条"))], new($"取自 {Path}", $"from {Path}"));
        if (recordsAsPersons && HoldsPersonalData(record))
            yield return new("pi_persons", [Quantity.Format(total, new(QuantityKind.Count, "人"))], new("假定一条记录为一人（--records-as-persons）", "assumes one record for one person (--records-as-persons)"), Assumed: true);
    }

    private static string? Outage(Node.Mapping record)
    {
        if (!Words(record, "attribute.availability.variety").Contains("Interruption")
            || !decimal.TryParse(Word(record, "attribute.availability.duration.value"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value is < 0 or > 100_000)
            return null;
        var unit = Word(record, "attribute.availability.duration.unit") switch
        {
            "Seconds" => "秒",
            "Minutes" => "分钟",
            "Hours" => "小时",
            "Days" => "天",
            // Weeks, months and years are rough words in VERIS; a month has no fixed length.
            _ => null,
        };
        return unit is null ? null : value.ToString("0.###", CultureInfo.InvariantCulture) + unit;
    }

    private static TakenFact Take(HashSet<string> used, string fact, string value, string path, string said)
    {
        used.Add($"{path}={said}");
        if (fact == "outage")
            used.Add(path);
        return new(fact, [value], new($"取自 {path} {said}", $"from {path} {said}"));
    }

    private static List<LeftOutValue> LeftOutOf(Node.Mapping record, HashSet<string> used) =>
    [
        .. Leaves(record, "")
            .Where(l => !l.Path.StartsWith("plus", StringComparison.Ordinal) && l.Value.Length > 0 && !IsBookkeeping(l.Path))
            .Where(l => !used.Contains(l.Path) && !used.Contains($"{l.Path}={l.Value}") && !used.Any(u => l.Path.StartsWith(u + ".", StringComparison.Ordinal)))
            .GroupBy(l => l.Path)
            .Select(g => new LeftOutValue(g.Key, string.Join(", ", g.Select(l => l.Value)), Reasons.FirstOrDefault(r => g.Key == r.Path || g.Key.StartsWith(r.Path + ".", StringComparison.Ordinal)) is { Path: not null } reason ? reason.Why : NotAFact)),
    ];

    /// <summary>What describes the record and not the incident.</summary>
    private static bool IsBookkeeping(string path) => path is "incident_id" or "source_id" or "schema_name" or "schema_version" or "reference" or "summary" or "confidence" or "victim.victim_id";

    private static IEnumerable<(string Path, string Value)> Leaves(Node node, string path) => node switch
    {
        Node.Scalar scalar => [(path, scalar.Value)],
        Node.Sequence list => list.Items.SelectMany(i => Leaves(i, path)),
        Node.Mapping mapping => mapping.Entries.SelectMany(e => Leaves(e.Value, path.Length == 0 ? e.Key.Value : $"{path}.{e.Key.Value}")),
        _ => throw new InvalidOperationException(),
    };

    private static Node? At(Node? node, string path)
    {
        foreach (var key in path.Split('.'))
            node = (node as Node.Mapping)?.Find(key);
        return node;
    }

    private static string Word(Node node, string path) => At(node, path) is Node.Scalar scalar ? scalar.Value : "";

    private static IEnumerable<string> Words(Node node, string path) =>
        At(node, path) is Node.Sequence list ? list.Items.OfType<Node.Scalar>().Select(s => s.Value) : [];

    private static IEnumerable<Node> Rows(Node node, string path) => At(node, path) is Node.Sequence list ? list.Items : [];

    private static IEnumerable<string> Entries(Node? node) => node is Node.Mapping mapping ? mapping.Entries.Select(e => e.Key.Value) : [];
}
