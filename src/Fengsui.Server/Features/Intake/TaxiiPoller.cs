using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Risks;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Features.Intake;

/// <summary>A collection of a TAXII 2.1 server.</summary>
/// <param name="Root">The address of the API root.</param>
/// <param name="Collection">The id of the collection.</param>
/// <param name="User">The user, or null.</param>
/// <param name="Minutes">How often it is asked.</param>
internal sealed record TaxiiSettings(string Root, string Collection, string? User, int Minutes)
{
    /// <summary>Where its objects are.</summary>
    public Uri Objects => new($"{Root.TrimEnd('/')}/collections/{Uri.EscapeDataString(Collection)}/objects/");
}

/// <summary>How far a collection was read.</summary>
/// <param name="AddedAfter">The moment up to which everything is taken, as the server writes it.</param>
/// <param name="AskedAt">When it was asked last, unix seconds.</param>
/// <param name="Said">What became of it: ok, or what went wrong.</param>
/// <param name="Taken">Objects and pieces taken so far.</param>
internal sealed record TaxiiState(string? AddedAfter, long AskedAt, string? Said, long Taken);

/// <summary>
/// Fetches new objects from TAXII 2.1 collections, page by page. What was taken is remembered only after it is on the disk, so a page may
/// come twice and never not at
/// all.
/// </summary>
internal sealed class TaxiiPoller(
    IntakeOptions options, IntakeSources sources, IntakeDoor door, RecordStore store, InstallationKey key, TimeProvider clock,
        ILogger<TaxiiPoller> log) : BackgroundService
{
    private const string Media = "application/taxii+json;version=2.1";
    private const string Purpose = "taxii";
    private const int MostPages = 1000;
    private const int PageSize = 500;
    private const int LeaseSeconds = 600;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PagePatience = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly string _node = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // A name that pointed outside yesterday may point inside today: it is looked at when it is connected to.
        ConnectCallback = async (context, ct) => await Dialling.Open(context.DnsEndPoint.Host, context.DnsEndPoint.Port, options.App.FetchInside, ct),
    }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Seals a password for the settings of a collection.</summary>
    public static string Seal(InstallationKey key, string password) => password.Length == 0 ? "" : key.Seal(password, Purpose);

    /// <summary>Settings as they are kept.</summary>
    public static string Write(TaxiiSettings settings) => JsonSerializer.Serialize(settings, Names);

    /// <summary>A state as it is kept.</summary>
    public static string Write(TaxiiState state) => JsonSerializer.Serialize(state, Names);

    /// <summary>Settings as they are kept.</summary>
    public static TaxiiSettings SettingsOf(IntakeSource source) => JsonSerializer.Deserialize<TaxiiSettings>(source.Settings, Names)!;

    /// <summary>How far it came.</summary>
    public static TaxiiState StateOf(IntakeSource source) => JsonSerializer.Deserialize<TaxiiState>(source.State, Names) ?? new(null, 0, null, 0);

    /// <summary>Asks every collection whose time has come.</summary>
    public async Task Tick(Instant now, CancellationToken cancel)
    {
        foreach (var source in await sources.OfKind("taxii", cancel))
        {
            var (settings, state) = (SettingsOf(source), StateOf(source));
            if (now.UnixSeconds - state.AskedAt < settings.Minutes * 60L
                || !await store.Queues.TryLease($"taxii-{source.Id}", _node, now, LeaseSeconds, cancel))
                continue;
            var learned = await Fetch(source, settings, state with { AskedAt = now.UnixSeconds }, cancel);
            // A fetch may last for minutes, and a person may end or change the source meanwhile: then what it learned concerns nobody.
            if (!await sources.Keep(source, Write(learned), cancel))
                log.LogInformation("the TAXII source {Source} was ended or changed while it was asked", source.Id);
        }
    }

    private async Task<TaxiiState> Fetch(IntakeSource source, TaxiiSettings settings, TaxiiState state, CancellationToken cancel)
    {
        try
        {
            string? next = null;
            for (var page = 0; page < MostPages; page++)
            {
                // The client's own patience ends with the headers; a server that then says nothing would hold up everybody's collections.
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                patience.CancelAfter(PagePatience);
                using var response = await Ask(source, settings, state.AddedAfter, next, patience.Token);
                if (response.StatusCode != HttpStatusCode.OK)
                    return state with { Said = $"HTTP {(int)response.StatusCode}" };
                await using var body = await Spool.Read(await response.Content.ReadAsStreamAsync(patience.Token), RiskLimits.File, patience.Token);
                if (body is null)
                    return state with { Said = "too large" };
                var (more, following) = await Envelope(body, cancel);
                body.Position = 0;
                var taken = await door.Take(source.Organisation, $"taxii:{source.Id}", RiskFormat.Stix, body, new(door.Now, source.Name), cancel);
                if (taken.Full)
                    return state with { Said = "full" };
                // Within one pass the server leads on by `next`; only when all pages are taken does the moment move.
                var last = response.Headers.TryGetValues("X-TAXII-Date-Added-Last", out var dates) ? dates.FirstOrDefault() : null;
                state = state with { Taken = state.Taken + taken.Accepted, Said = "ok", AddedAfter = more && following is not null
                    ? state.AddedAfter : last ?? state.AddedAfter };
                if (!more || following is null || following == next)
                    return state;
                next = following;
            }

            return state;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or PrivateAddressException || e is OperationCanceledException
            && !cancel.IsCancellationRequested)
        {
            log.LogWarning("a TAXII collection could not be read: {Message}", e.Message);
            return state with { Said = e.Message.Length > 200 ? e.Message[..200] : e.Message };
        }
    }

    private async Task<HttpResponseMessage> Ask(IntakeSource source, TaxiiSettings settings, string? after, string? next, CancellationToken cancel)
    {
        var query = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"?limit={PageSize}"));
        if (after is not null)
            query.Append("&added_after=").Append(Uri.EscapeDataString(after));
        if (next is not null)
            query.Append("&next=").Append(Uri.EscapeDataString(next));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Objects, query.ToString()));
        request.Headers.Accept.ParseAdd(Media);
        if (settings.User is { Length: > 0 } user)
        {
            var password = source.Secrets.Length == 0 ? "" : key.Unseal(source.Secrets, Purpose) ?? "";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    /// <summary>Whether there is more, and how to ask for it; the objects are passed over.</summary>
    private static async Task<(bool More, string? Next)> Envelope(Stream body, CancellationToken cancel)
    {
        using var document = await JsonDocument.ParseAsync(body, new() { MaxDepth = RiskLimits.Depth }, cancel);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return (false, null);
        return (root.TryGetProperty("more", out var more) && more.ValueKind == JsonValueKind.True,
            root.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Tick(door.Now, stoppingToken);
                await Task.Delay(Rest, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or System.Data.Common.DbException or JsonException)
            {
                log.LogError(e, "TAXII could not be asked");
                await Task.Delay(Rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }
}
