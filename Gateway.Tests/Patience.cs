namespace Gateway.Tests;

/// <summary>
/// How long a test waits for what must come. Only a failing test waits so long: no limit of the gateway is as long as this, and no busy machine or buffer of the kernel needs it. A
/// limit
/// that a test must see pass, it passes with a clock of its own or sets to milliseconds.
/// </summary>
internal static class Patience
{
    /// <summary>Shorter than the five minutes after which the build ends a test that hangs, so that the test itself says what did not come.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(200);

    /// <summary>The same for a TestKit: what <c>ExpectMsg</c> and <c>AwaitAssert</c> wait for.</summary>
    public const string OfTestKit = "akka.test.single-expect-default = 200s\n";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something is so that comes from other threads or processes, where there is no event to wait for.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isTrue, string what)
    {
        using var late = new CancellationTokenSource(Max);
        while (!await isTrue())
        {
            if (late.IsCancellationRequested) throw new TimeoutException($"never: {what}");
            await Task.Delay(LookEvery, CancellationToken.None);
        }
    }

    public static Task UntilAsync(Func<bool> isTrue, string what) => UntilAsync(() => Task.FromResult(isTrue()), what);
}
