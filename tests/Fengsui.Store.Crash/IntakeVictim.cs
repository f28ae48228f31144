using System.Globalization;
using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Store.Intake;

namespace Fengsui.Store.Crash;

/// <summary>Hands pieces to the queue of risk information as fast as it can until it is killed, and says each time how many are kept by then.</summary>
internal static class IntakeVictim
{
    private const int AtOnce = 20;
    private const int Senders = 8;

    public static async Task<int> Run(string where, TimeProvider clock)
    {
        await using var database = await Database.Open(where);
        await using var queue = new IntakeQueue(database);
        var said = Console.OpenStandardOutput();
        var (kept, gate) = (0L, new Lock());
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            var item = new IntakeItem(Victim.Organisation, "crash", Instant.From(clock.GetUtcNow()).UnixSeconds, "{}", new string('x', 300));
            while (true)
            {
                if (!queue.TryOffer([.. Enumerable.Repeat(item, AtOnce)], out var durable))
                    continue;
                await durable;
                lock (gate)
                    said.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"kept {kept += AtOnce}\n")));
            }
        })));
        return 0;
    }
}
