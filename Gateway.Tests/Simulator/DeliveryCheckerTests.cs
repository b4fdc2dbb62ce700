using Gateway.Simulator.Verification;
using Xunit;

namespace Gateway.Tests.Simulator;

public sealed class DeliveryCheckerTests
{
    private static readonly RecordKey A = Record("a"), B = Record("b");

    [Fact]
    public void Delivery_EverythingOnceAndMore_IsKept()
    {
        var verdict = Judge([A], listed: [A, B], fed: [(1, null), (2, A), (3, B)]);

        Assert.True(verdict.IsKept);
        Assert.Equal((1, 2, 2, 3), (verdict.Acknowledged, verdict.Stored, verdict.Fed, verdict.LastSeq));
    }

    [Fact]
    public void Record_NotListed_IsMissing() =>
        Assert.Equal(["sim-00001/b@2025-03-01T04:00:00Z"], Broken(Judge([A, B], listed: [A], fed: [(1, A), (2, B)]), "not in the list"));

    [Fact]
    public void Record_NotFed_IsMissing() =>
        Assert.Equal(["sim-00001/b@2025-03-01T04:00:00Z"], Broken(Judge([A, B], listed: [A, B], fed: [(1, A)]), "not in the feed"));

    [Fact]
    public void Record_ListedTwice_IsDoubled() =>
        Assert.Equal(["sim-00001/a@2025-03-01T04:00:00Z x2"], Broken(Judge([A], listed: [A, A], fed: [(1, A)]), "more than once in the list"));

    [Fact]
    public void Record_FedTwiceWithoutAcknowledgement_IsDoubled() =>
        Assert.Equal(["sim-00001/b@2025-03-01T04:00:00Z x2"], Broken(Judge([A], listed: [A, B], fed: [(1, A), (2, B), (3, B)]), "more than once in the feed"));

    [Theory]
    [InlineData("2 after 0", "2")]
    [InlineData("3 after 1", "1 3")]
    [InlineData("1 after 1", "1 1 2")]
    [InlineData("1 after 2", "1 2 1 3")]
    public void Feed_NumbersOutOfSequence_AreNamed(string offender, string numbers)
    {
        var fed = numbers.Split(' ').Select(number => (long.Parse(number, CultureInfo.InvariantCulture), (RecordKey?)null));

        Assert.Equal([offender], Broken(Judge([], [], [.. fed]), "out of sequence"));
    }

    [Fact]
    public void Record_AcknowledgedTwice_CountsOnce()
    {
        var verdict = Judge([A, A], listed: [A], fed: [(1, A)]);

        Assert.True(verdict.IsKept);
        Assert.Equal(1, verdict.Acknowledged);
    }

    [Fact]
    public void Record_SameInstantInAnotherZone_IsTheSame()
    {
        var elsewhere = A with { RecogTime = A.RecogTime.ToOffset(TimeSpan.FromHours(8)) };

        Assert.True(Judge([elsewhere], listed: [A], fed: [(1, A)]).IsKept);
    }

    [Fact]
    public void Offenders_OfMany_AreTheFirstTwentyAndTheCountIsWhole()
    {
        var verdict = Judge([.. Enumerable.Range(0, 50).Select(i => Record($"u{i}"))], [], []);

        var check = verdict.Checks.Single(check => check.What.Contains("not in the list", StringComparison.Ordinal));
        Assert.Equal((50, 20), (check.Count, check.Offenders.Count));
    }

    [Fact]
    public async Task AckLog_CutInItsLastLine_IsReadWithoutIt()
    {
        const string Line = """{"sn":"sim-00001","user_id":"a","recog_time":"2025-03-01T04:00:00Z"}""";

        Assert.Equal([A], await ReadAsync(Line + "\n" + Line[..20]));
        Assert.Equal([A, A], await ReadAsync(Line + "\n" + Line + "\n"));
        Assert.Empty(await ReadAsync(""));
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync("nonsense\n" + Line + "\n"));
    }

    private static RecordKey Record(string userId) => new("sim-00001", userId, new DateTimeOffset(2025, 3, 1, 4, 0, 0, TimeSpan.Zero));

    private static DeliveryVerdict Judge(RecordKey[] acknowledged, RecordKey[] listed, (long Seq, RecordKey? Record)[] fed)
    {
        var checker = new DeliveryChecker();
        foreach (var record in acknowledged) checker.Acknowledged(record);
        foreach (var (seq, record) in fed)
        {
            checker.FedSeq(seq);
            if (record is { } attendance) checker.Fed(attendance);
        }

        foreach (var record in listed) checker.Listed(record);
        return checker.Judge();
    }

    private static IReadOnlyList<string> Broken(DeliveryVerdict verdict, string what)
    {
        Assert.False(verdict.IsKept);
        var broken = Assert.Single(verdict.Checks, check => check.Count > 0);
        Assert.Contains(what, broken.What, StringComparison.Ordinal);
        return broken.Offenders;
    }

    private static async Task<List<RecordKey>> ReadAsync(string log)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(log));
        var records = new List<RecordKey>();
        await foreach (var record in AckLogReader.ReadAsync(stream)) records.Add(record);
        return records;
    }
}
