using System.Buffers;
using System.Data.Common;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Fengsui.Response.Risks;
using Fengsui.Response.Risks.Formats;
using Fengsui.Store;
using Fengsui.Store.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Features.Intake;

/// <summary>
/// Listens for syslog where the options say so: datagrams, and streams with octet counting or line ends (RFC 5426, 6587, 5425). A stream whose messages
/// cannot be kept right now, because the queue or the disk is full, is not read until they are; a datagram that cannot be kept is lost, and counted.
/// </summary>
internal sealed class SyslogListener(IntakeOptions settings, IntakeQueue queue, IntakeDoor door, SyslogOwner owner, ILogger<SyslogListener> log)
    : BackgroundService
{
    private const int MostConnections = 500;
    private const int ReceiveBuffer = 8 << 20;
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(1);

    private readonly AppOptions _options = settings.App;
    private readonly List<Socket> _listening = [];
    private Socket? _udp;
    private long _dropped;
    private long _received;
    private int _connections;

    /// <summary>Datagrams that were lost here because the queue or the disk was full, and messages for which there is no organisation yet.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Messages that were received.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Whether it listens anywhere.</summary>
    public bool IsOn => _options.SyslogUdp is not null || _options.SyslogTcp is not null || _options.SyslogTls is not null;

    /// <summary>Where it listens for datagrams, once started.</summary>
    public IPEndPoint? Udp => _udp?.LocalEndPoint as IPEndPoint;

    /// <summary>Where it listens for streams, once started: plain first, then TLS.</summary>
    public IReadOnlyList<IPEndPoint> Streams => [.. _listening.Select(s => (IPEndPoint)s.LocalEndPoint!)];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.SyslogUdp is { } udp)
        {
            _udp = Bound(udp, SocketType.Dgram, ProtocolType.Udp);
            _udp.ReceiveBufferSize = ReceiveBuffer;
        }

        foreach (var address in new[] { _options.SyslogTcp, _options.SyslogTls }.OfType<string>())
        {
            var socket = Bound(address, SocketType.Stream, ProtocolType.Tcp);
            socket.Listen();
            _listening.Add(socket);
        }

        await base.StartAsync(cancellationToken);
    }

    private static Socket Bound(string address, SocketType type, ProtocolType protocol)
    {
        var at = IPEndPoint.Parse(address);
        var socket = new Socket(at.AddressFamily, type, protocol);
        socket.Bind(at);
        return socket;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var certificate = _options.SyslogTls is null ? null : Certificate(_options);
        var tasks = new List<Task>();
        if (_udp is not null)
            tasks.Add(Datagrams(_udp, stoppingToken));
        foreach (var socket in _listening)
            tasks.Add(Accept(socket, _options.SyslogTls is not null && socket == _listening[^1] ? certificate : null, stoppingToken));
        await Task.WhenAll(tasks);
    }

    private static X509Certificate2 Certificate(AppOptions options)
    {
        using var read = X509Certificate2.CreateFromPemFile(options.SyslogCertificate!, options.SyslogKey ?? options.SyslogCertificate);
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    private async Task Datagrams(Socket socket, CancellationToken stop)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);
        var from = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        var batch = new List<IntakeItem>();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from, stop);
                Interlocked.Increment(ref _received);
                if (await owner.Organisation(stop) is not { } organisation)
                {
                    Interlocked.Increment(ref _dropped);
                    continue;
                }

                batch.Add(Item(organisation, "syslog-udp", buffer.AsSpan(0, got.ReceivedBytes), AddressOf(got.RemoteEndPoint)));
                if (socket.Available > 0 && batch.Count < MostAtOnce)
                    continue;
                if (queue.TryOffer(batch, out var durable))
                    _ = CountLost(durable, batch.Count);
                else
                    Interlocked.Add(ref _dropped, batch.Count);
                batch = [];
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                log.LogWarning(e, "a datagram could not be received");
            }
        }
    }

    private async Task CountLost(Task durable, int messages)
    {
        try
        {
            await durable;
        }
        catch (Exception e) when (e is StoreException or DbException)
        {
            Interlocked.Add(ref _dropped, messages);
            log.LogError(e, "{Count} datagrams could not be kept", messages);
        }
    }

    /// <summary>Keeps messages of a stream, however long it takes: meanwhile nothing more is read from this sender.</summary>
    private async Task Keep(List<IntakeItem> batch, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await await queue.OfferWaiting(batch, stop);
                return;
            }
            catch (Exception e) when (e is StoreException or DbException)
            {
                log.LogError(e, "syslog waits: {Count} messages could not be kept", batch.Count);
                await Task.Delay(BeforeAgain, stop);
            }
        }
    }

    private IntakeItem Item(string organisation, string via, ReadOnlySpan<byte> message, string sender)
    {
        var origin = new Origin(door.Now, sender);
        return IntakeDoor.ItemOf(organisation, via, Syslog.Read(message, 1, origin), origin);
    }

    private static string AddressOf(EndPoint? from) => from is IPEndPoint { Address: var address }
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";

    private async Task Accept(Socket socket, X509Certificate2? certificate, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var accepted = await socket.AcceptAsync(stop);
                if (Interlocked.Increment(ref _connections) > MostConnections)
                {
                    Interlocked.Decrement(ref _connections);
                    accepted.Dispose();
                    continue;
                }

                _ = Serve(accepted, certificate, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                log.LogWarning(e, "a connection could not be accepted");
            }
        }
    }

    private async Task Serve(Socket accepted, X509Certificate2? certificate, CancellationToken stop)
    {
        try
        {
            using var socket = accepted;
            await using var network = new NetworkStream(socket, ownsSocket: false);
            var sender = AddressOf(socket.RemoteEndPoint);
            if (certificate is null)
            {
                await Read(network, "syslog-tcp", sender, stop);
                return;
            }

            await using var secure = new SslStream(network);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Handshake);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, patience.Token);
            await Read(secure, "syslog-tls", sender, stop);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            log.LogDebug(e, "a connection ended");
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task Read(Stream stream, string via, string sender, CancellationToken stop)
    {
        var pipe = PipeReader.Create(stream, new(bufferSize: 64 * 1024));
        var frames = new Frames();
        while (true)
        {
            var read = await pipe.ReadAsync(stop);
            var batch = new List<IntakeItem>();
            var buffer = read.Buffer;
            var organisation = await owner.Organisation(stop);
            while (batch.Count < MostAtOnce && frames.Next(ref buffer, read.IsCompleted, out var message))
            {
                Interlocked.Increment(ref _received);
                if (organisation is not null)
                    batch.Add(Item(organisation, via, message, sender));
                else
                    Interlocked.Increment(ref _dropped);
            }

            if (batch.Count > 0)
                await Keep(batch, stop);
            var finished = read.IsCompleted && batch.Count == 0;
            pipe.AdvanceTo(buffer.Start, batch.Count >= MostAtOnce ? buffer.Start : buffer.End);
            if (finished || frames.Broken)
                return;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _udp?.Dispose();
        foreach (var socket in _listening)
            socket.Dispose();
    }
}

/// <summary>Cuts a stream into messages: <c>LENGTH SP MESSAGE</c>, or lines. A line that is too long is handed over cut, and its rest passed
/// over.</summary>
internal sealed class Frames
{
    private bool _passing;

    /// <summary>Whether a length is none: where the next message begins cannot be known any more.</summary>
    public bool Broken { get; private set; }

    /// <summary>The next message, and what remains.</summary>
    public bool Next(ref ReadOnlySequence<byte> buffer, bool last, out byte[] message)
    {
        message = [];
        while (!Broken && !buffer.IsEmpty)
        {
            var first = buffer.FirstSpan[0];
            if (!_passing && first is >= (byte)'1' and <= (byte)'9')
                return Counted(ref buffer, last, out message);
            if (buffer.PositionOf((byte)'\n') is not { } end)
                return Rest(ref buffer, last, out message);
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            if (_passing)
            {
                _passing = false;
                continue;
            }

            if (line.Length == 0)
                continue;
            message = line.Slice(0, Math.Min(line.Length, RiskLimits.Line + 1L)).ToArray();
            return true;
        }

        return false;
    }

    private bool Rest(ref ReadOnlySequence<byte> buffer, bool last, out byte[] message)
    {
        message = [];
        if (_passing)
        {
            buffer = buffer.Slice(buffer.End);
            return false;
        }

        if (buffer.Length <= RiskLimits.Line && !last)
            return false;
        message = buffer.Slice(0, Math.Min(buffer.Length, RiskLimits.Line + 1L)).ToArray();
        _passing = !last;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private bool Counted(ref ReadOnlySequence<byte> buffer, bool last, out byte[] message)
    {
        message = [];
        var head = buffer.Slice(0, Math.Min(buffer.Length, 8)).ToArray();
        var space = Array.IndexOf(head, (byte)' ');
        if (space < 0 && head.Length < 8 && !last)
            return false;
        if (space < 1 || !int.TryParse(head.AsSpan(0, space), out var length) || length > RiskLimits.Line)
        {
            Broken = true;
            message = buffer.Slice(0, Math.Min(buffer.Length, RiskLimits.Excerpt)).ToArray();
            buffer = buffer.Slice(buffer.End);
            return true;
        }

        if (buffer.Length < space + 1 + length)
        {
            if (!last)
                return false;
            length = (int)(buffer.Length - space - 1);
        }

        message = buffer.Slice(space + 1, length).ToArray();
        buffer = buffer.Slice(space + 1 + length);
        return true;
    }
}
