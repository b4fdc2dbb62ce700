using System.Diagnostics;

namespace Gateway.Fuzz.Engine;

/// <summary>An input that must not be.</summary>
/// <param name="What">The exception, or how long it took.</param>
internal sealed record Finding(string Target, byte[] Input, string What);

/// <summary>
/// Mutates and runs. Guided by results instead of coverage: an input whose result was not seen before is mutated further, so the corpus grows towards what is rare.
/// One instance per thread and target.
/// </summary>
internal sealed class Fuzzer(IFuzzTarget target, int seed)
{
    /// <summary>An input that takes longer, every time, hangs.</summary>
    public static readonly TimeSpan HangAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Inputs that are mutated further.</summary>
    private const int CorpusMax = 4_000;

    /// <summary>A collection or another process may have taken the time: it is tried again so often.</summary>
    private const int HangTries = 4;

    private readonly List<byte[]> _corpus = [.. target.Seeds];
    private readonly HashSet<int> _seen = [];
    private readonly Random _random = new(seed);

    /// <summary>Inputs that were run.</summary>
    public long Runs { get; private set; }

    /// <summary>Results that differ.</summary>
    public int Results => _seen.Count;

    /// <summary>Runs the seeds and then <paramref name="inputs"/> mutations, or until it is stopped or something is found.</summary>
    public Finding? Run(long inputs, CancellationToken stop)
    {
        foreach (var known in _corpus.ToArray())
            if (TryOne(known) is { } finding) return finding;

        var mutator = new Mutator(_random, target.Words);
        for (long i = 0; i < inputs && !stop.IsCancellationRequested; i++)
        {
            var input = mutator.Next(Pick(), Pick());
            if (TryOne(input) is { } finding) return finding;
        }

        return null;
    }

    /// <summary>Runs one input; null when it is taken as it must be.</summary>
    public static Finding? Check(IFuzzTarget target, byte[] input, out int result)
    {
        result = 0;
        try
        {
            for (var tries = 1; ; tries++)
            {
                var began = Stopwatch.GetTimestamp();
                result = target.Run(input);
                var took = Stopwatch.GetElapsedTime(began);
                if (took < HangAfter) return null;
                if (tries == HangTries) return new Finding(target.Name, input, $"took {took.TotalMilliseconds:0} ms");
            }
        }
        catch (Exception e) when (e is not (OutOfMemoryException or AccessViolationException))
        {
            return new Finding(target.Name, input, e.ToString());
        }
    }

    private Finding? TryOne(byte[] input)
    {
        Runs++;
        if (Check(target, input, out var result) is { } finding) return finding;
        if (_seen.Add(result) && _corpus.Count < CorpusMax) _corpus.Add(input);
        return null;
    }

    /// <summary>The younger half is picked twice as often: it is further from where everybody has been.</summary>
    private byte[] Pick() => _corpus[_random.Next(3) == 0 ? _random.Next(_corpus.Count) : _random.Next(_corpus.Count / 2, _corpus.Count)];
}
