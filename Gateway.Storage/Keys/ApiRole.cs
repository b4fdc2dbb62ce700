namespace Gateway.Storage.Keys;

/// <summary>What an API key may do (contract).</summary>
public enum ApiRole
{
    Viewer,
    Platform,
    Admin,
}
