using System.Text;

namespace Fengsui.Server.People;

/// <summary>
/// A text as a QR code (ISO/IEC 18004, byte mode, error correction L), for the phone that takes the secret of one-time codes. Only what that needs
/// is here: versions 1 to 20, which hold 858 bytes, far more than an address with the longest names.
/// </summary>
internal sealed class QrCode
{
    private const int Versions = 20;
    private const int ModesAndCount = 20;
    private const int Polynomial = 0x11D;

    // Of level L, by version: the correction bytes of a block, and the number of blocks.
    private static readonly int[] CorrectionOfBlock = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
    private static readonly int[] Blocks = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

    private readonly int _version;
    private readonly bool[,] _dark;
    private readonly bool[,] _fixed;

    private QrCode(int version)
    {
        _version = version;
        Size = (version * 4) + 17;
        _dark = new bool[Size, Size];
        _fixed = new bool[Size, Size];
    }

    /// <summary>Modules a side, without the quiet zone.</summary>
    public int Size { get; }

    /// <summary>Whether a module is dark.</summary>
    public bool this[int x, int y] => _dark[y, x];

    /// <summary>Draws a text.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static QrCode Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = Enumerable.Range(1, Versions).FirstOrDefault(v => bytes.Length + (v < 10 ? 2 : 3) <= DataBytes(v));
        if (version == 0)
            throw new ArgumentException("The text is too long for the code.", nameof(text));
        var code = new QrCode(version);
        code.DrawFixed();
        code.DrawData(code.Corrected(Packed(bytes, version)));
        code.ChooseMask();
        return code;
    }

    /// <summary>The dark modules as the path of an SVG image, with a quiet zone of four modules.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                if (_dark[y, x])
                    path.Append($"M{x + 4} {y + 4}h1v1h-1z");
        return path.ToString();
    }

    private static int DataBytes(int version) => (RawModules(version) / 8) - (CorrectionOfBlock[version - 1] * Blocks[version - 1]);

    // What is left of the square when everything fixed is taken away.
    private static int RawModules(int version)
    {
        var modules = (((16 * version) + 128) * version) + 64;
        if (version >= 2)
        {
            var patterns = (version / 7) + 2;
            modules -= (((25 * patterns) - 10) * patterns) - 55;
        }
        return version >= 7 ? modules - 36 : modules;
    }

    private static byte[] Packed(byte[] bytes, int version)
    {
        var bits = new List<bool>(ModesAndCount + (bytes.Length * 8));
        void Add(int value, int count)
        {
            for (var bit = count - 1; bit >= 0; bit--)
                bits.Add((value >> bit & 1) != 0);
        }
        Add(0b0100, 4);
        Add(bytes.Length, version < 10 ? 8 : 16);
        foreach (var one in bytes)
            Add(one, 8);
        var capacity = DataBytes(version) * 8;
        Add(0, Math.Min(4, capacity - bits.Count));
        Add(0, (8 - (bits.Count % 8)) % 8);
        for (var pad = 0xEC; bits.Count < capacity; pad ^= 0xEC ^ 0x11)
            Add(pad, 8);
        return [.. bits.Chunk(8).Select(eight => (byte)eight.Aggregate(0, (sum, bit) => (sum << 1) | (bit ? 1 : 0)))];
    }

    // The data in blocks, each with its correction, interleaved.
    private byte[] Corrected(byte[] data)
    {
        var (blocks, correction) = (Blocks[_version - 1], CorrectionOfBlock[_version - 1]);
        var raw = RawModules(_version) / 8;
        var (shortBlocks, shortLength) = (blocks - (raw % blocks), raw / blocks);
        var divisor = Divisor(correction);
        var (parts, at) = (new List<(byte[] Data, byte[] Correction)>(), 0);
        for (var i = 0; i < blocks; i++)
        {
            var part = data[at..(at += shortLength - correction + (i < shortBlocks ? 0 : 1))];
            parts.Add((part, Remainder(part, divisor)));
        }
        var all = new List<byte>(raw);
        for (var i = 0; i <= shortLength - correction; i++)
            all.AddRange(parts.Where(p => i < p.Data.Length).Select(p => p.Data[i]));
        for (var i = 0; i < correction; i++)
            all.AddRange(parts.Select(p => p.Correction[i]));
        return [.. all];
    }

    private static byte[] Divisor(int degree)
    {
        var result = new byte[degree];
        result[^1] = 1;
        var root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                result[j] = Times(result[j], root);
                if (j + 1 < degree)
                    result[j] ^= result[j + 1];
            }
            root = Times(root, 2);
        }
        return result;
    }

    private static byte[] Remainder(byte[] data, byte[] divisor)
    {
        var result = new byte[divisor.Length];
        foreach (var one in data)
        {
            var factor = one ^ result[0];
            result.AsSpan(1).CopyTo(result);
            result[^1] = 0;
            for (var i = 0; i < result.Length; i++)
                result[i] ^= Times(divisor[i], factor);
        }
        return result;
    }

    private static byte Times(int x, int y)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
            product = (product << 1) ^ ((product >> 7) * Polynomial) ^ ((y >> bit & 1) * x);
        return (byte)product;
    }

    private void Fix(int x, int y, bool dark) => (_dark[y, x], _fixed[y, x]) = (dark, true);

    private void DrawFixed()
    {
        for (var i = 0; i < Size; i++)
        {
            Fix(6, i, i % 2 == 0);
            Fix(i, 6, i % 2 == 0);
        }
        foreach (var (x, y) in new[] { (3, 3), (Size - 4, 3), (3, Size - 4) })
            DrawFinder(x, y);
        var centres = Centres();
        foreach (var x in centres)
            foreach (var y in centres)
                if ((x, y) != (6, 6) && (x, y) != (6, Size - 7) && (x, y) != (Size - 7, 6))
                    DrawAlignment(x, y);
        DrawFormat(0);
        DrawVersion();
    }

    private int[] Centres()
    {
        if (_version == 1)
            return [];
        var count = (_version / 7) + 2;
        var step = (((_version * 8) + (count * 3) + 5) / ((count * 4) - 4)) * 2;
        return [6, .. Enumerable.Range(0, count - 1).Select(i => Size - 7 - (i * step))];
    }

    private void DrawFinder(int x, int y)
    {
        for (var dy = -4; dy <= 4; dy++)
            for (var dx = -4; dx <= 4; dx++)
            {
                var distance = Math.Max(Math.Abs(dx), Math.Abs(dy));
                if (x + dx >= 0 && x + dx < Size && y + dy >= 0 && y + dy < Size)
                    Fix(x + dx, y + dy, distance is not (2 or 4));
            }
    }

    private void DrawAlignment(int x, int y)
    {
        for (var dy = -2; dy <= 2; dy++)
            for (var dx = -2; dx <= 2; dx++)
                Fix(x + dx, y + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
    }

    // Level L and the mask, twice.
    private void DrawFormat(int mask)
    {
        var data = (0b01 << 3) | mask;
        var rest = data;
        for (var i = 0; i < 10; i++)
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        var bits = ((data << 10) | rest) ^ 0x5412;
        bool Bit(int i) => (bits >> i & 1) != 0;
        for (var i = 0; i <= 5; i++)
            Fix(8, i, Bit(i));
        Fix(8, 7, Bit(6));
        Fix(8, 8, Bit(7));
        Fix(7, 8, Bit(8));
        for (var i = 9; i < 15; i++)
            Fix(14 - i, 8, Bit(i));
        for (var i = 0; i < 8; i++)
            Fix(Size - 1 - i, 8, Bit(i));
        for (var i = 8; i < 15; i++)
            Fix(8, Size - 15 + i, Bit(i));
        Fix(8, Size - 8, true);
    }

    private void DrawVersion()
    {
        if (_version < 7)
            return;
        var rest = _version;
        for (var i = 0; i < 12; i++)
            rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        var bits = (_version << 12) | rest;
        for (var i = 0; i < 18; i++)
        {
            var (a, b) = (Size - 11 + (i % 3), i / 3);
            Fix(a, b, (bits >> i & 1) != 0);
            Fix(b, a, (bits >> i & 1) != 0);
        }
    }

    // Up and down in columns of two, from the right; the timing column is passed over.
    private void DrawData(byte[] data)
    {
        var bit = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6)
                right = 5;
            for (var step = 0; step < Size; step++)
                for (var j = 0; j < 2; j++)
                {
                    var (x, y) = (right - j, (right + 1 & 2) == 0 ? Size - 1 - step : step);
                    if (!_fixed[y, x] && bit < data.Length * 8)
                    {
                        _dark[y, x] = (data[bit >> 3] >> (7 - (bit & 7)) & 1) != 0;
                        bit++;
                    }
                }
        }
    }

    private void ChooseMask()
    {
        var best = Enumerable.Range(0, 8).MinBy(mask =>
        {
            Mask(mask);
            DrawFormat(mask);
            var penalty = Penalty();
            Mask(mask);
            return penalty;
        });
        Mask(best);
        DrawFormat(best);
    }

    // Done twice it undoes itself.
    private void Mask(int mask)
    {
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                _dark[y, x] ^= !_fixed[y, x] && (mask switch
                {
                    0 => (x + y) % 2,
                    1 => y % 2,
                    2 => x % 3,
                    3 => (x + y) % 3,
                    4 => ((x / 3) + (y / 2)) % 2,
                    5 => (x * y % 2) + (x * y % 3),
                    6 => ((x * y % 2) + (x * y % 3)) % 2,
                    _ => (((x + y) % 2) + (x * y % 3)) % 2,
                }) == 0;
    }

    // What makes a code hard to read: long runs, blocks of one colour, an uneven share of dark. Any mask can be read; this picks a good one.
    private int Penalty()
    {
        var (penalty, dark) = (0, 0);
        for (var a = 0; a < Size; a++)
        {
            penalty += Runs(b => _dark[a, b]) + Runs(b => _dark[b, a]);
            for (var b = 0; b < Size; b++)
            {
                dark += _dark[a, b] ? 1 : 0;
                if (a > 0 && b > 0 && _dark[a, b] == _dark[a - 1, b] && _dark[a, b] == _dark[a, b - 1] && _dark[a, b] == _dark[a - 1, b - 1])
                    penalty += 3;
            }
        }
        return penalty + (Math.Abs((dark * 20) - (Size * Size * 10)) / (Size * Size) * 10);
    }

    private int Runs(Func<int, bool> line)
    {
        var (penalty, run) = (0, 1);
        for (var i = 1; i <= Size; i++)
        {
            if (i < Size && line(i) == line(i - 1))
            {
                run++;
                continue;
            }
            penalty += run >= 5 ? run - 2 : 0;
            run = 1;
        }
        return penalty;
    }
}
