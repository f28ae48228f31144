namespace Fengsui.Law.Tests.Oracle;

/// <summary>A generated incident: its seed gives it again.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Incident">The incident.</param>
/// <param name="On">The day of the law to ask for; null: the day of the discovery, which is known then.</param>
/// <param name="Json">The facts file, one line, spelled in varied ways.</param>
public sealed record OracleCase(int Seed, OracleIncident Incident, DateOnly? On, string Json);

/// <summary>Makes incidents from seeds: aimed at the rules of the tables, close to their thresholds, with much left unknown.</summary>
public sealed class Generator
{
    private static readonly string[] Titles = ["客户数据库遭窃取", "门户网站被篡改", "基站大面积中断", "标题含 \"引号\"、\\ 与 # : 号", "Ransomware at plant 3"];
    private static readonly string[] Provinces = ["浙江", "北京", "内蒙古"];
    private static readonly int[] OffsetHours = [8, 8, 8, 8, 0, 0, 9, -5];

    /// <summary>The thresholds of every quantity, with the level of the row in which each stands.</summary>
    private static readonly ILookup<string, (long Threshold, OracleLevel Level)> Thresholds = OracleAnswer.AllPacks
        .SelectMany(pack => pack.Rules)
        .SelectMany(rule => rule.When.Comparisons.OfType<QuantityAtLeast>().Select(comparison => (comparison.Fact, comparison.Threshold, rule.Level)))
        .ToLookup(row => row.Fact, row => (row.Threshold, row.Level), StringComparer.Ordinal);

    private static readonly List<OraclePack> GradingPacks = [.. OracleAnswer.AllPacks.Where(pack => pack.Grades)];

    private static readonly IReadOnlyList<DateOnly> NotableDays =
    [
        .. OracleAnswer.AllPacks.Select(pack => pack.From),
        .. OracleCalendar.NotableDays,
        .. Enumerable.Range(2016, 12).Select(year => new DateOnly(year, 12, 27)),
    ];

    private readonly Random random;
    private readonly Dictionary<string, OracleValue> facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> organisation = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset?> instants = new(StringComparer.Ordinal);
    private readonly double unknownRate;
    private readonly int gravity;

    private Generator(int seed)
    {
        // Neighbouring seeds of System.Random begin alike: they are spread out first.
        random = new Random(unchecked((int)((uint)seed * 2654435761u)));
        unknownRate = Pick(0.05, 0.3, 0.7, 0.95);
        gravity = random.Next(0, 5);
    }

    /// <summary>The incident of a seed.</summary>
    public static OracleCase Case(int seed)
    {
        var generator = new Generator(seed);
        generator.FillBackground();
        generator.Aim();
        generator.FillOrganisation();
        var on = generator.FillInstants();

        var shuffled = generator.facts.ToArray();
        generator.random.Shuffle(shuffled);
        var incident = new OracleIncident(
            generator.Pick(Titles), generator.instants, generator.organisation, new Dictionary<string, OracleValue>(shuffled, StringComparer.Ordinal));
        return new OracleCase(seed, incident, on, OracleFactsFile.Write(incident, generator.random));
    }

    /// <summary>Gives every fact a value that fits the gravity of the incident, or leaves it unknown, spoken or unspoken.</summary>
    private void FillBackground()
    {
        foreach (var fact in OracleVocabulary.Facts)
        {
            if (Chance(unknownRate))
            {
                if (Chance(0.3))
                {
                    facts[fact.Id] = OracleValue.Unknown;
                }
            }
            else
            {
                facts[fact.Id] = Chance(0.06) ? OracleValue.NotApplicable : Background(fact);
            }
        }
    }

    private OracleValue Background(OracleFact fact) => fact.Kind switch
    {
        OracleKind.YesNo => OracleValue.Word(Chance(LeavesOut(fact) ? 0.08 : 0.4) ? OracleVocabulary.Yes : OracleVocabulary.No),
        OracleKind.Choice => OracleValue.Word(Pick(fact.Words)),
        OracleKind.Judgement => OracleValue.Word(fact.Words[random.Next(Math.Clamp(gravity, 1, fact.Words.Count))]),
        OracleKind.Set => Chance(0.25) ? OracleValue.None : SomeSet(fact, []),
        _ => BackgroundQuantity(fact),
    };

    /// <summary>Close to a threshold of the incident's gravity, or just under the next one, or nothing at all.</summary>
    private OracleValue BackgroundQuantity(OracleFact fact)
    {
        var reached = Thresholds[fact.Id].Where(row => (int)row.Level <= gravity).ToList();
        var next = Thresholds[fact.Id].Where(row => (int)row.Level == gravity + 1).ToList();
        if (reached.Count > 0 && Chance(0.6))
        {
            return Near(fact, Pick(reached).Threshold);
        }

        return next.Count > 0 && Chance(0.5) ? Below(fact, Pick(next).Threshold) : Chance(0.5) ? OracleValue.Exactly(0) : Below(fact, 3_000);
    }

    /// <summary>Aims at up to three rules, gaps or duties of one pack, and mostly at its being in play.</summary>
    private void Aim()
    {
        var pack = Chance(0.7) ? Pick(GradingPacks) : Pick(OracleAnswer.AllPacks);
        for (var aims = Pick(0, 1, 1, 2, 3); aims > 0; aims--)
        {
            var duty = Pick(OracleDuties.ByPack[pack.Id]);
            Satisfy(random.Next(8) switch
            {
                < 5 when pack.Grades => Pick(pack.Rules).When,
                5 when pack.Gaps.Count > 0 => Pick(pack.Gaps).When,
                6 when duty.Unless is not null => duty.Unless,
                _ => duty.When,
            });
        }

        if (Chance(0.8))
        {
            Satisfy(pack.Applies);
        }
    }

    /// <summary>Sets the facts of a condition so that most often it holds, and its quantities lie close to their thresholds.</summary>
    private void Satisfy(OracleCondition condition)
    {
        switch (condition)
        {
            case AnyCondition { Parts.Count: > 0 } any:
                Satisfy(Pick(any.Parts));
                break;
            case AllCondition all:
                foreach (var part in all.Parts)
                {
                    Satisfy(part);
                }

                break;
            case LevelAtLeast level:
                Satisfy(Pick(GradingPacks.SelectMany(pack => pack.Rules).Where(rule => rule.Level == level.Level).ToList()).When);
                break;
            case NotCondition:
                break; // the background makes it hold often enough
            case OneOf word:
                Set(word.Fact, Chance(0.85) ? OracleValue.Word(Pick(word.Words)) : OracleValue.Word(Pick(OracleVocabulary.Get(word.Fact).Words)));
                break;
            case HasAnyOf words:
                Set(words.Fact, Chance(0.85) ? SomeSet(OracleVocabulary.Get(words.Fact), [Pick(words.Words)]) : SomeSet(OracleVocabulary.Get(words.Fact), []));
                break;
            case JudgedAtLeast judged:
                Set(judged.Fact, Judged(OracleVocabulary.Get(judged.Fact), judged.Word));
                break;
            case QuantityAtLeast quantity:
                Set(quantity.Fact, Near(OracleVocabulary.Get(quantity.Fact), quantity.Threshold));
                break;
            case QuantityMoreThan quantity:
                Set(quantity.Fact, Near(OracleVocabulary.Get(quantity.Fact), quantity.Limit));
                break;
            default:
                break;
        }
    }

    private void Set(string fact, OracleValue value)
    {
        var given = Chance(0.06) ? OracleValue.Unknown : Chance(0.03) ? OracleValue.NotApplicable : value;
        if (!OracleVocabulary.OrganisationDefaults.ContainsKey(fact))
        {
            facts[fact] = given;
        }
        else if (given is not NotApplicableValue)
        {
            organisation[fact] = given is WordValue word ? word.Text : "unknown";
        }
    }

    private OracleValue Judged(OracleFact fact, string word)
    {
        var rank = fact.Words.ToList().IndexOf(word) + Pick(0, 0, 0, 0, 0, -1, 1);
        return OracleValue.Word(fact.Words[Math.Clamp(rank, 0, fact.Words.Count - 1)]);
    }

    private SetValue SomeSet(OracleFact fact, IEnumerable<string> with)
    {
        var words = with.ToHashSet(StringComparer.Ordinal);
        for (var more = words.Count > 0 ? Pick(0, 0, 1, 2) : Pick(1, 1, 2, 3); more > 0; more--)
        {
            words.Add(Pick(fact.Words));
        }

        return new SetValue([.. words], HoldsUnknown: Chance(0.2));
    }

    /// <summary>T−1, T, T+1, ranges that touch or straddle T, or well above it.</summary>
    private QuantityValue Near(OracleFact fact, long threshold)
    {
        var step = Step(fact);
        var most = OracleQuantity.Most(fact) ?? long.MaxValue;
        var under = Math.Max(0, threshold - step);
        var over = Math.Min(most, threshold + step);
        var wellUnder = threshold / 2;
        var wellOver = Math.Min(most, threshold + (threshold / 4) + step);
        return random.Next(16) switch
        {
            0 or 1 or 2 => new QuantityValue(under, under),
            3 or 4 or 5 => new QuantityValue(threshold, threshold),
            6 => new QuantityValue(over, over),
            7 => new QuantityValue(wellOver, wellOver),
            8 => new QuantityValue(wellUnder, wellOver),
            9 => new QuantityValue(under, threshold),
            10 => new QuantityValue(threshold, over),
            11 => new QuantityValue(wellUnder, under),
            12 => new QuantityValue(under, OracleQuantity.Most(fact)),
            13 => new QuantityValue(threshold, OracleQuantity.Most(fact)),
            14 => new QuantityValue(0, under),
            _ => new QuantityValue(0, threshold),
        };
    }

    private QuantityValue Below(OracleFact fact, long threshold)
    {
        var high = Math.Max(0, Chance(0.5) ? threshold - Step(fact) : random.NextInt64(threshold));
        return new QuantityValue(Chance(0.7) ? high : random.NextInt64(high + 1), high);
    }

    /// <summary>The smallest step, or a whole unit: a yuan, a percent, a minute.</summary>
    private long Step(OracleFact fact) => Chance(0.5) ? 1 : fact.Kind == OracleKind.Duration ? 60 : OracleQuantity.Scale(fact);

    private void FillOrganisation()
    {
        if (Chance(0.3))
        {
            organisation["name"] = "某公司";
        }

        if (Chance(0.3))
        {
            organisation["province"] = Pick(Provinces);
        }

        foreach (var fact in OracleVocabulary.OrganisationDefaults.Keys.Where(fact => !organisation.ContainsKey(fact)))
        {
            var yes = fact is "miit_processor" ? 0.6 : 0.3;
            if (Chance(0.6))
            {
                organisation[fact] = Chance(0.12) ? "unknown" : Chance(yes) ? OracleVocabulary.Yes : OracleVocabulary.No;
            }
        }
    }

    /// <summary>Sets the instants, in any order of time, and gives the day of the law where it is asked for.</summary>
    private DateOnly? FillInstants()
    {
        var present = Pick(0.1, 0.5, 0.9);
        foreach (var name in OracleIncident.InstantNames)
        {
            if (Chance(name is "discovered" ? 0.9 : present))
            {
                instants[name] = SomeInstant();
            }
            else if (Chance(0.2))
            {
                instants[name] = null;
            }
        }

        return instants.GetValueOrDefault("discovered") is null || Chance(0.15) ? SomeDay() : null;
    }

    /// <summary>A day of 2016 to 2027: most often of the years in which every pack is in force, or beside a notable day.</summary>
    private DateOnly SomeDay() => random.Next(10) switch
    {
        < 5 => new DateOnly(2025, 11, 1).AddDays(random.Next(427)),
        < 8 => Pick(NotableDays).AddDays(random.Next(-12, 6)),
        _ => new DateOnly(2016, 1, 1).AddDays(random.Next(4383)),
    };

    private DateTimeOffset SomeInstant()
    {
        var day = SomeDay();
        var second = Pick(0, 1, 7_200, 28_799, 28_800, 57_600, 86_399, random.Next(86_400));
        return new DateTimeOffset(day.Year, day.Month, day.Day, 0, 0, 0, TimeSpan.FromHours(Pick(OffsetHours))).AddSeconds(second);
    }

    private static bool LeavesOut(OracleFact fact) => fact.Id is "state_secret" or "excluded_field" or "content_security";

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(params IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
