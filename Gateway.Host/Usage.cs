namespace Gateway.Host;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text = """
        Gateway for construction-site real-name terminals.

        Usage: Gateway.Host [--Gateway:<key>=<value> ...]

        Without any setting it is a complete one-node gateway on embedded storage in ./data.

        Settings (also in appsettings.json, in Gateway.local.json of the data directory, or in the environment as Gateway__Section__Key):
          Gateway:DataDirectory              data                    embedded database, keys, certificate
          Gateway:Storage:Provider           Sqlite                  or PostgreSql
          Gateway:Storage:ConnectionString   (file in the data directory)
          Gateway:Tcp:Endpoint               0.0.0.0:6960            device socket
          Gateway:Tcp:ByteOrder              auto                    big, little
          Gateway:Tcp:MaxConnections         100000
          Gateway:Tcp:MaxConnectionsPerAddress  0                    0 = no limit
          Gateway:Tcp:FirstFrameSeconds      15                      silent sockets are closed after this
          Gateway:Tcp:IdleSeconds            180                     sessions without a valid frame are closed after this
          Gateway:Tcp:ClockSkewSeconds       60                      a terminal's clock may be so wrong before it is corrected
          Gateway:Tcp:DrainSeconds           2                       disconnects are spread over this when the node stops
          Gateway:Tcp:Lanes                  0                       0 = one per core
          Gateway:DeviceHttp:Urls            http://0.0.0.0:6961;http://0.0.0.0:6965   HTTP(S) terminals; https:// takes
          Gateway:DeviceHttp:Certificate     (self-signed, made at first start)       a PFX or PEM path
          Gateway:Platform:Urls              http://127.0.0.1:8080   platform API, health
          Gateway:Platform:AdminKey          (made at first start in <data>/admin.key)
          Gateway:Cluster:Hostname / Port    127.0.0.1 / 4053        Akka.Remote address of this node
          Gateway:Cluster:Name               gateway                 nodes of another name are not let in
          Gateway:Cluster:SeedNodes          (empty: this node alone)
          Gateway:TimeZone                   Asia/Shanghai           zone of device clocks
          Gateway:Dialects:<name>:...        standard                options for terminals that differ
          Gateway:Log:Format                 text                    or json

        Exit codes: 0 stopped when asked to, 2 a setting is wrong or what it names cannot be used, 3 a port is in use, 1 a fault of ours.
        """;
}
