using Gateway.Fuzz.Engine;
using Gateway.Fuzz.Targets;
using Xunit;

namespace Gateway.Tests.Fuzz;

/// <summary>A short run with a fixed seed, and that the fuzzer would find what there is to find. <c>build fuzz</c> runs for longer.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.New().Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_TwoThousandInputs_AreTakenAsTheyMustBe(string name)
    {
        var fuzzer = new Fuzzer(FuzzTargets.New().Single(target => target.Name == name), seed: 20_260_301);

        var finding = fuzzer.Run(2_000, CancellationToken.None);

        Assert.True(finding is null, $"{finding?.What} by {Convert.ToHexString(finding?.Input ?? [])}");
        Assert.InRange(fuzzer.Results, 5, int.MaxValue);
    }

    [Fact]
    public void Fuzzer_TargetThatThrowsDeepInside_IsFoundByWhatItsResultsTell()
    {
        var finding = new Fuzzer(new Ladder(), seed: 1).Run(200_000, CancellationToken.None);

        Assert.Contains("reached the top", finding!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Fuzzer_TargetThatHangs_IsFound() => Assert.Contains(" ms", Fuzzer.Check(new Sleeper(), [1], out _)!.What, StringComparison.Ordinal);

    /// <summary>Throws for the word ABCDE only; each right letter is a result of its own.</summary>
    private sealed class Ladder : IFuzzTarget
    {
        public string Name => "ladder";

        public IEnumerable<byte[]> Seeds => [[]];

        public IReadOnlyList<byte[]> Words => [];

        public int Run(byte[] input)
        {
            var right = input.AsSpan().CommonPrefixLength("ABCDE"u8);
            return right == 5 ? throw new PropertyBrokenException("reached the top") : right;
        }
    }

    private sealed class Sleeper : IFuzzTarget
    {
        public string Name => "sleeper";

        public IEnumerable<byte[]> Seeds => [];

        public IReadOnlyList<byte[]> Words => [];

        public int Run(byte[] input)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(Fuzzer.HangAfter * 1.5);
            return 0;
        }
    }
}
