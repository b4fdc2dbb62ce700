using System.Data.Common;
using Akka.Actor;
using Gateway.Codec.Bodies;
using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Gateway.Storage.Sql;
using Gateway.WebConsole.SignIn;
using Gateway.WebConsole.Text;
using Microsoft.AspNetCore.Components;

namespace Gateway.WebConsole.Parts;

/// <summary>What every page has: language, the caller, and one place where what fails is told.</summary>
public abstract class ConsolePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [CascadingParameter] internal ConsolePreferences Preferences { get; set; } = default!;

    [Inject] internal ConsoleUser User { get; set; } = default!;

    [Inject] internal Toasts Toasts { get; set; } = default!;

    [Inject] internal NavigationManager Navigation { get; set; } = default!;

    [Inject] internal TimeProvider Time { get; set; } = default!;

    [Inject] internal ConsoleOptions Options { get; set; } = default!;

    [Inject] internal ILoggerFactory Logs { get; set; } = default!;

    /// <summary>The caller as of the last look; null before the first.</summary>
    internal ApiCaller? Caller { get; private set; }

    internal bool MayWrite => Caller is { Role: >= ApiRole.Platform };

    /// <summary>Cancelled when the page is left.</summary>
    internal CancellationToken Gone => _gone.Token;

    internal ConsoleText Text => Preferences.Text;

    internal string T(string english, string chinese) => Preferences.Text.T(english, chinese);

    /// <summary>Text of a terminal or of somebody else: what cannot be seen in it is shown escaped, and it has a bound.</summary>
    internal static string Plain(string? text, int most = VisibleText.LengthMax) => VisibleText.Shown(text ?? "", most);

    /// <summary>A time in the viewer's zone; the same form everywhere.</summary>
    internal string At(DateTimeOffset? at) =>
        at is { } time ? TimeZoneInfo.ConvertTime(time, Preferences.Zone ?? Options.TimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "–";

    /// <summary>How long ago.</summary>
    internal string Ago(DateTimeOffset? at) => at is { } time ? T(Text.Span(Time.GetUtcNow() - time) + " ago", Text.Span(Time.GetUtcNow() - time) + "前") : "–";

    /// <summary>Does something that the role must allow, and tells what went wrong. False: it was not done.</summary>
    internal async Task<bool> DoAsync(ApiRole least, Func<Task> work)
    {
        try
        {
            Caller = await User.RequireAsync(least);
            await work();
            return true;
        }
        catch (ConsoleRefusedException refused) when (refused.IsSignedOut)
        {
            Navigation.NavigateTo(SignInEndpoints.Path, forceLoad: true);
        }
        catch (ConsoleRefusedException)
        {
            Toasts.Add(T("Your key's role does not allow this.", "您的密钥权限不足。"), Level.Warn);
        }
        catch (AskTimeoutException)
        {
            Toasts.Add(T("The device's queue does not answer; try again.", "终端队列无响应，请重试。"), Level.Bad);
        }
        catch (Exception fault) when (fault is DbException or StorageUnusableException or TimeoutException or IOException)
        {
            ConsoleLog.Failed(Logs.CreateLogger<ConsolePage>(), fault);
            Toasts.Add(T("The database does not answer; try again.", "数据库无响应，请重试。"), Level.Bad);
        }
        catch (CursorInvalidException)
        {
            Toasts.Add(T("This address leads to no page of the list.", "该地址不是列表中的有效页。"), Level.Warn);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return false; // The page has been left.
        }

        return false;
    }

    /// <summary>Does something now and again and again while the page is open.</summary>
    internal async Task EveryAsync(TimeSpan pause, Func<Task> work)
    {
        try
        {
            do
            {
                await DoAsync(ApiRole.Viewer, work);
                await InvokeAsync(StateHasChanged);
                await Task.Delay(pause, Gone);
            }
            while (true);
        }
        catch (Exception left) when (left is OperationCanceledException or ObjectDisposedException)
        {
            return; // The page has been left.
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gone.Cancel();
            _gone.Dispose();
        }
    }
}
