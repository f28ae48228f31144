using System.Globalization;
using Fengsui.Store.Crash;

#pragma warning disable RS0030 // The one place that may choose the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

return args switch
{
    ["rounds", var where, var rounds, var seed] => await Rounds(where, Number(rounds), Number(seed)),
    ["intake", var where] => await IntakeVictim.Run(where, clock),
    [var where, var seed] => await Victim.Run(where, Number(seed), Victim.UsualWriters, clock),
    [var where, var seed, var writers] => await Victim.Run(where, Number(seed), Number(writers), clock),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static async Task<int> Rounds(string where, int rounds, int seed)
{
    var killed = await Killing.Run(where, rounds, seed, Console.Error.WriteLine);
    Console.WriteLine(killed.Sentence);
    foreach (var wrong in killed.Wrong)
        Console.WriteLine("WRONG " + wrong);
    return killed.Wrong.Count == 0 ? 0 : 1;
}

static int Usage()
{
    Console.Error.WriteLine("""
        Fengsui.Store.Crash WHERE SEED [WRITERS]        writes until it is killed; says what it tries and what was acknowledged
        Fengsui.Store.Crash rounds WHERE ROUNDS SEED    starts the above, kills it, and checks the record, again and again
        Fengsui.Store.Crash intake WHERE                hands risk information to the queue until it is killed; says how much is kept
        WHERE is a data folder, or a PostgreSQL connection string.
        """);
    return 2;
}
